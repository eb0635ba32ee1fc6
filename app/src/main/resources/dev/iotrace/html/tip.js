/* The text that follows the pointer over a picture. */

const Tip = {
  show(text, event) {
    const tip = byId("tip");
    tip.textContent = text;
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    const left = Math.min(event.clientX + 14, innerWidth - box.width - 8);
    const below = event.clientY + 16;
    tip.style.left = Math.max(4, left) + "px";
    tip.style.top = (below + box.height > innerHeight - 4 ? event.clientY - box.height - 12 : below) + "px";
  },

  hide() {
    byId("tip").hidden = true;
  },
};
