// Reading an article: a quote that is pointed at shows its speaker and cue, and lights up with them and its card.
"use strict";
{
  const text = document.getElementById("text");
  const tip = document.getElementById("tip");
  const beside = document.querySelector(".beside");

  const touching = (ids) => ids.flatMap((id) => [
    ...text.querySelectorAll(`[data-quotes~="${id}"], [data-cue~="${id}"], [data-speaker~="${id}"]`),
    ...document.querySelectorAll(`[data-card="${id}"]`),
  ]);

  const dim = () => {
    tip.hidden = true;
    tip.replaceChildren();
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const told of text.querySelectorAll("[aria-describedby]")) told.removeAttribute("aria-describedby");
  };

  const light = (ids) => {
    dim();
    for (const found of touching(ids)) found.classList.add("lit");
  };

  const place = (mark) => {
    const box = mark.getClientRects()[0];
    const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 16);
    const above = box.top > tip.offsetHeight + 12;
    tip.style.left = `${Math.max(8, left) + window.scrollX}px`;
    tip.style.top = `${(above ? box.top - tip.offsetHeight - 8 : box.bottom + 8) + window.scrollY}px`;
  };

  const tell = (mark) => {
    const ids = mark.dataset.quotes.split(" ");
    light(ids);
    const cards = ids.map((id) => document.getElementById(`card-${id}`)).filter(Boolean);
    for (const card of cards) {
      for (const line of card.querySelectorAll(".who, .small")) {
        const copy = document.createElement("p");
        copy.className = line.className;
        copy.textContent = [...line.childNodes].map((node) => node.textContent.trim()).filter(Boolean).join(" · ");
        tip.append(copy);
      }
    }
    tip.hidden = false;
    place(mark);
    mark.setAttribute("aria-describedby", "tip");
    const card = cards[0];
    if (card && beside.scrollHeight > beside.clientHeight) {
      beside.scrollTop = card.offsetTop - beside.offsetTop - beside.clientHeight / 3;
    }
  };

  for (const mark of text.querySelectorAll("mark.quote")) {
    mark.removeAttribute("title"); // said better by the tip
    mark.addEventListener("mouseenter", () => tell(mark));
    mark.addEventListener("mouseleave", dim);
    mark.addEventListener("focus", () => tell(mark));
    mark.addEventListener("blur", dim);
  }
  for (const card of document.querySelectorAll(".card")) {
    card.addEventListener("mouseenter", () => light([card.dataset.card]));
    card.addEventListener("mouseleave", dim);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dim();
  });

  const jump = () => {
    const aimed = /^#q\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (aimed) aimed.closest("mark.quote").focus({ preventScroll: true }); // the browser has scrolled there
  };
  window.addEventListener("hashchange", jump);
  jump();
}
