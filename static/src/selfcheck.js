// What the pages can do better with a script. Everything works without it: this only shows one
// section at a time, hides what does not apply, says how it stands so far, and reads aloud.
// Written for browsers of 2016 (ES5, no fetch); it stores nothing and changes no address but its #.
(function () {
  "use strict";

  var CODE = /^#[2-9A-HJKMNP-Z-]{8,}$/;
  var DESK = /[?&]mode=all\b/;
  var WAIT = 700;

  function one(selector, inside) {
    return (inside || document).querySelector(selector);
  }

  function each(selector, inside, act) {
    Array.prototype.forEach.call((inside || document).querySelectorAll(selector), act);
  }

  function above(element, name) {
    while (element && !(element.classList && element.classList.contains(name))) {
      element = element.parentNode;
    }
    return element;
  }

  function focusOn(element) {
    if (!/^(INPUT|BUTTON|A|SUMMARY)$/.test(element.tagName)) {
      element.setAttribute("tabindex", "-1");
    }
    element.focus();
  }

  // --- a code behind the # of the address: open it by a POST, so that no log sees it ------------

  function openCode(address) {
    var form = document.createElement("form");
    var box = document.createElement("input");
    form.method = "post";
    form.action = address;
    box.type = "hidden";
    box.name = "code";
    box.value = location.hash.slice(1);
    form.appendChild(box);
    document.body.appendChild(form);
    // Back from the result must not open it again.
    location.replace("#");
    form.submit();
  }

  // --- what is answered --------------------------------------------------------------------------

  function values(form, name) {
    var named = form.elements[name];
    var controls = named && named.length ? Array.prototype.slice.call(named) : [named];
    return controls
      .filter(function (control) {
        var ticks = control && (control.type === "radio" || control.type === "checkbox");
        return control && !control.disabled && control.value && (control.checked || !ticks);
      })
      .map(function (control) {
        return control.value;
      });
  }

  // Three answers: true, false, and null for "cannot tell".
  function holds(condition, form) {
    var said;
    if (!condition) {
      return null;
    }
    if (condition.all || condition.any) {
      return joined(condition.all || condition.any, form, !condition.all);
    }
    if ("not" in condition) {
      said = holds(condition.not, form);
      return said === null ? null : !said;
    }
    said = values(form, condition.fact);
    if (!said.length) {
      return values(form, condition.fact + "-none").length ? false : null;
    }
    if ("least" in condition) {
      return isNaN(said[0]) ? null : Number(said[0]) >= condition.least;
    }
    return said.some(function (value) {
      return condition["in"].indexOf(value) >= 0;
    });
  }

  function joined(parts, form, decisive) {
    var found = parts.map(function (part) {
      return holds(part, form);
    });
    if (found.indexOf(decisive) >= 0) {
      return decisive;
    }
    return found.indexOf(null) >= 0 ? null : !decisive;
  }

  // A hidden question keeps its answer, but does not send it.
  function ask(form) {
    each("[data-ask-if]", form, function (question) {
      var apart = holds(JSON.parse(question.getAttribute("data-ask-if")), form) === false;
      if (question.hidden !== apart) {
        question.hidden = apart;
        each("input,select", question, function (control) {
          control.disabled = apart;
        });
      }
    });
  }

  function encoded(form, whole) {
    var said = [];
    Array.prototype.forEach.call(form.elements, function (control) {
      var ticks = control.type === "radio" || control.type === "checkbox";
      var told = control.name && control.value && control.type !== "hidden";
      told = told && (whole || !control.disabled);
      if (told && (control.checked || !ticks)) {
        said.push(encodeURIComponent(control.name) + "=" + encodeURIComponent(control.value));
      }
    });
    return said.join("&");
  }

  // --- what the tab remembers of this page -------------------------------------------------------
  // Back and Forward: the browser fills the form itself. Reload: some browsers do not, so the tab's
  // own entry for this page holds what was typed, and goes with the tab. At a helper's desk the
  // form is emptied once it has been sent: the next person must not find it with Back. Nor what was
  // typed before "next person": the tab's name counts the people, each entry knows its own.

  function remember(form) {
    // A page that answers a POST would come back as a GET.
    if (history.replaceState && !one(".result, .govuk-error-summary")) {
      history.replaceState({ typed: encoded(form, true), person: window.name }, "");
    }
  }

  function forgetTheLast(form) {
    if (history.state && history.state.person !== window.name) {
      form.reset();
      remember(form);
    } else if (!history.state) {
      remember(form);
    }
  }

  function nextPerson() {
    window.name = "person-" + (Number(window.name.replace("person-", "")) + 1 || 1);
  }

  function recall(form) {
    var typed = history.state && history.state.typed;
    var way = window.performance && performance.navigation && performance.navigation.type;
    if (way === 1 && typeof typed === "string") {
      Array.prototype.forEach.call(form.elements, function (control) {
        var ticks = control.type === "radio" || control.type === "checkbox";
        var part = encodeURIComponent(control.name) + "=";
        if (ticks) {
          control.checked = typed.split("&").indexOf(part + encodeURIComponent(control.value)) >= 0;
        } else if (/^(text|select-one)$/.test(control.type)) {
          typed.split("&").forEach(function (said) {
            if (said.indexOf(part) === 0) {
              control.value = decodeURIComponent(said.slice(part.length));
            }
          });
        }
      });
    }
  }

  function forgetOnceSent(form) {
    var sent = false;
    form.addEventListener("submit", function () {
      sent = true;
    });
    window.addEventListener("pagehide", function () {
      if (sent) {
        form.reset();
        remember(form);
      }
    });
  }

  // --- how it stands so far: asked from the server, which reads what was typed -------------------

  function Standing(form, place) {
    var touched = {};
    var asked = null;
    var timer = 0;
    var request = null;

    function send() {
      var body = encoded(form);
      if (body === asked) {
        return;
      }
      if (request) {
        request.abort();
      }
      request = new XMLHttpRequest();
      request.open("POST", form.getAttribute("data-so-far"));
      request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
      request.onload = function () {
        if (this.status === 200) {
          asked = body;
          show(JSON.parse(this.responseText));
        }
      };
      request.send(body);
    }

    function show(found) {
      var text = one("[data-so-far-text]", place);
      place.hidden = !found.text;
      if (text.textContent !== found.text) {
        text.textContent = found.text;
      }
      each(".question", form, function (question) {
        var fact = question.getAttribute("data-fact");
        if (touched[fact] && !question.contains(document.activeElement)) {
          note(question, found.problems[fact] || found.notes[fact] || "", found.problems[fact]);
          each("input[type=text]", question, function (box) {
            if (box.name in found.boxes) {
              box.value = found.boxes[box.name];
            }
          });
        }
      });
      asked = encoded(form);
    }

    this.touch = function (question) {
      touched[question.getAttribute("data-fact")] = true;
    };
    this.later = function (wait) {
      clearTimeout(timer);
      timer = setTimeout(send, wait);
    };
  }

  function note(question, text, wrong) {
    var place = one(".understood", question);
    if (!place) {
      if (!text) {
        return;
      }
      place = document.createElement("p");
      place.className = "understood";
      place.id = question.id + "-note";
      place.setAttribute("role", "status");
      question.appendChild(place);
      each("input[type=text]", question, function (box) {
        var others = box.getAttribute("aria-describedby");
        box.setAttribute("aria-describedby", (others ? others + " " : "") + place.id);
      });
    }
    place.textContent = text;
    place.classList[wrong ? "add" : "remove"]("understood--wrong");
  }

  // --- one section at a time ---------------------------------------------------------------------

  function Steps(form, standing) {
    var sections = Array.prototype.slice.call(form.querySelectorAll(".step"));
    var finish = one(".finish", form);
    var wrong = one(".question--wrong", form);
    // Below a result nothing of the form is shown until a link leads to a question or a step.
    var answered = !!one(".result");
    var first = wrong ? sections.indexOf(above(wrong, "step")) : answered ? -1 : 0;
    var everything = DESK.test(location.search);
    var all = true;
    var current = 0;

    function show(number, whole) {
      all = whole;
      current = number;
      sections.forEach(function (section, place) {
        section.hidden = !all && place !== number;
        each("[data-step-nav]", section, function (nav) {
          nav.hidden = all;
        });
      });
      form.hidden = !all && number < 0;
      // The result can be seen at any step; before the last one, going on comes first.
      var toggle = goesOn() ? "add" : "remove";
      finish.classList[toggle]("finish--early");
      one("[type=submit]", finish).classList[toggle]("govuk-button--secondary");
      document.documentElement.classList[all ? "remove" : "add"]("one-step");
      each("[data-mode]", null, function (link) {
        link.hidden = !form.hidden && (link.getAttribute("data-mode") === "all") === all;
      });
      if (!all && !form.hidden) {
        standing.later(0);
      }
    }

    // Whether going on comes before the result: not where one is there to be changed.
    function goesOn() {
      return !all && !answered && current < sections.length - 1;
    }

    function go(number) {
      location.hash = "#" + sections[number].id;
    }

    function follow(moves) {
      var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
      var number = target ? sections.indexOf(above(target, "step")) : -1;
      if (location.hash === "#all") {
        show(0, true);
      } else if (location.hash.length < 2) {
        show(first, everything);
      } else if (number >= 0) {
        show(number, all);
        if (moves) {
          focusOn(target === sections[number] ? one("h2", target) : target);
          (target === sections[number] ? target : above(target, "question")).scrollIntoView();
        }
      }
    }

    this.start = function () {
      show(first, everything);
      follow(false);
    };
    this.all = function () {
      return all;
    };
    this.go = go;
    this.count = sections.length;

    window.addEventListener("hashchange", function () {
      follow(true);
      remember(form);
    });
    form.addEventListener("click", function (event) {
      var step = event.target.getAttribute && event.target.getAttribute("data-step");
      if (step) {
        go(current + Number(step));
      }
    });
    one('[data-mode="step"]').addEventListener("click", function () {
      show(0, false);
    });
    form.addEventListener("keydown", function (event) {
      var types = event.target.type === "text" && event.keyCode === 13 && !event.ctrlKey;
      if (types && goesOn()) {
        event.preventDefault();
        go(current + 1);
      }
    });
  }

  // --- keyboard ----------------------------------------------------------------------------------

  function shortcuts(form, steps) {
    document.addEventListener("keydown", function (event) {
      var number = event.keyCode - 49;
      var person = one("[data-next-person]");
      if (event.ctrlKey && event.keyCode === 13) {
        one("[type=submit]", one(".finish", form)).click();
      } else if (event.altKey && event.shiftKey && number >= 0 && number < steps.count) {
        event.preventDefault();
        steps.go(number);
      } else if (event.altKey && event.shiftKey && event.keyCode === 78 && person) {
        event.preventDefault();
        person.click();
      }
    });
  }

  // --- read aloud --------------------------------------------------------------------------------

  function readAloud(button) {
    var speech = window.speechSynthesis;
    if (!speech || !window.SpeechSynthesisUtterance) {
      return;
    }
    button.hidden = false;
    button.addEventListener("click", function () {
      var reads = button.getAttribute("aria-pressed") === "true";
      var of = document.getElementById(button.getAttribute("data-read"));
      speech.cancel();
      each("[data-read]", null, function (other) {
        other.setAttribute("aria-pressed", "false");
      });
      if (reads) {
        return;
      }
      button.setAttribute("aria-pressed", "true");
      // Some engines fall silent in a long text: one sentence at a time.
      of.innerText.split(/[。！？\n]|\.\s/).forEach(function (sentence) {
        var said = new SpeechSynthesisUtterance(sentence);
        said.lang = document.documentElement.lang;
        if (sentence.trim()) {
          speech.speak(said);
        }
      });
    });
    window.addEventListener("pagehide", function () {
      speech.cancel();
    });
  }

  // --- on paper: only where the window is wide, as phones' in-app browsers cannot print -----------

  function printing(button) {
    if (window.print && window.matchMedia && matchMedia("(min-width: 48em)").matches) {
      button.hidden = false;
      button.addEventListener("click", function () {
        window.print();
      });
    }
  }

  // --- inside another site's frame ---------------------------------------------------------------
  // That site is told how tall the frame has to be, and when a new step begins: nothing else, and
  // nobody but the origins that the server lists.

  function framed(origins) {
    var last = 0;
    var listed = origins.split(" ").filter(function (origin) {
      return /^https?:\/\/[^*]+$/.test(origin);
    });

    function tell(message) {
      listed.forEach(function (origin) {
        if (!location.ancestorOrigins || location.ancestorOrigins[0] === origin) {
          window.parent.postMessage(message, origin);
        }
      });
    }

    function measure() {
      var height = Math.ceil(document.body.getBoundingClientRect().height);
      if (height !== last) {
        last = height;
        tell({ height: height });
      }
    }

    measure();
    window.addEventListener("load", measure);
    window.addEventListener("resize", measure);
    window.addEventListener("hashchange", function () {
      measure();
      tell({ top: true });
    });
    if (window.ResizeObserver) {
      new ResizeObserver(measure).observe(document.body);
    } else {
      setInterval(measure, WAIT);
    }
  }

  // --- start -------------------------------------------------------------------------------------

  function start() {
    var form = one("form.answers");
    var summary = one(".govuk-error-summary");
    var script = one("script[data-resume]");
    var standing;
    var steps;
    if (CODE.test(location.hash)) {
      openCode(script.getAttribute("data-resume"));
      return;
    }
    if (one("[data-cleared]")) {
      nextPerson();
    }
    if (form && "hidden" in form) {
      standing = new Standing(form, one("[data-so-far-place]", form));
      steps = new Steps(form, standing);
      recall(form);
      ask(form);
      steps.start();
      shortcuts(form, steps);
      if (DESK.test(location.search)) {
        forgetOnceSent(form);
      }
      form.addEventListener("change", function (event) {
        var question = above(event.target, "question");
        if (question) {
          ask(form);
          remember(form);
          standing.touch(question);
          if (steps.all() || event.target.type === "text") {
            standing.later(WAIT);
          }
        }
      });
      // Answers that the browser brought back come after this script has run.
      window.addEventListener("pageshow", function (event) {
        forgetTheLast(form);
        if (!event.persisted) {
          recall(form);
        }
        ask(form);
      });
    }
    each("[data-read]", null, readAloud);
    each("[data-print]", null, printing);
    if (script.hasAttribute("data-frame-origins") && window.parent !== window) {
      framed(script.getAttribute("data-frame-origins"));
    }
    if (summary) {
      focusOn(summary);
    }
  }

  start();
})();
