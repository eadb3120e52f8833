// Names proposed while one is typed: a combobox with a list, after the ARIA pattern. The list comes from /v1/suggest.
"use strict";
{
  const PAUSE = 150;
  const MOST = 8;

  class Suggestions {
    constructor(input) {
      this.input = input;
      this.found = [];
      this.active = -1;
      this.list = document.createElement("ul");
      this.list.id = `${input.id}-options`;
      this.list.className = "options";
      this.list.hidden = true;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", input.dataset.suggestions);
      input.after(this.list);
      for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) {
        input.setAttribute(name, value);
      }
      input.addEventListener("input", () => this.wait());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
    }

    wait() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      this.asking?.abort();
      const typed = this.input.value.trim();
      if (!typed) return this.close();
      this.asking = new AbortController();
      try {
        const query = new URLSearchParams({ q: typed, limit: MOST });
        const answer = await fetch(`${this.input.dataset.suggest}?${query}`, { signal: this.asking.signal });
        if (answer.ok && document.activeElement === this.input) this.open((await answer.json()).items);
      } catch (error) {
        if (error.name !== "AbortError") this.close();
      }
      return undefined;
    }

    open(found) {
      this.found = found;
      this.list.replaceChildren(...found.map((one, place) => this.option(one, place)));
      this.list.hidden = !found.length;
      this.input.setAttribute("aria-expanded", String(Boolean(found.length)));
      this.point(-1);
    }

    option(one, place) {
      const option = document.createElement("li");
      const note = document.createElement("span");
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(one.actor.name);
      note.className = "kind";
      note.textContent = [...(one.matched === one.actor.name ? [] : [one.matched]), this.count(one.article_count)].join(" · ");
      option.append(note);
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.choose(place);
      });
      return option;
    }

    count(number) {
      const { one, other } = this.input.dataset;
      const form = new Intl.PluralRules(document.documentElement.lang).select(number) === "one" ? one : other;
      return form.replace("{n}", number.toLocaleString(document.documentElement.lang));
    }

    close() {
      clearTimeout(this.waiting);
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.point(-1);
    }

    point(place) {
      this.active = place;
      [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
      const pointed = this.list.children[place];
      if (pointed) {
        this.input.setAttribute("aria-activedescendant", pointed.id);
        pointed.scrollIntoView({ block: "nearest" });
      } else {
        this.input.removeAttribute("aria-activedescendant");
      }
    }

    key(event) {
      const count = this.found.length;
      const open = !this.list.hidden && count;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open) this.ask();
        else this.point((this.active + (event.key === "ArrowDown" ? 1 : -1) + (this.active < 0 && event.key === "ArrowUp" ? 1 : 0) + count) % count);
      } else if (event.key === "Enter" && open && this.active >= 0) {
        event.preventDefault();
        this.choose(this.active);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        this.close();
      }
    }

    choose(place) {
      this.input.value = String(this.found[place].actor.id);
      this.close();
      this.input.form.requestSubmit();
    }
  }

  const attend = () => {
    for (const input of document.querySelectorAll("[data-suggest]:not([role])")) new Suggestions(input);
  };
  document.addEventListener("propos:shown", attend);
  attend();
}
