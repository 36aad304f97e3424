// Packs the built files once, as small as can be: what a server sends needs no work then.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const PACKABLE = /\.(css|js|json|svg|webmanifest)$/;
const TEXT = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };

export function pack(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (PACKABLE.test(name)) {
      const path = join(folder, name);
      const content = readFileSync(path);
      writeFileSync(`${path}.br`, brotliCompressSync(content, { params: TEXT }));
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9, memLevel: 6 }));
    }
  }
}
