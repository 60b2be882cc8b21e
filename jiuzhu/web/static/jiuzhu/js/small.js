// Small courtesies: focus goes to what is wrong, a list picks its filter up at once, a narrow screen folds the
// column of matters, photographs are shrunk before they are sent, work over a second shows that it goes on.

document.querySelector("[data-focus]")?.focus();

for (const box of document.querySelectorAll("form.filter[data-at-once] select")) {
  box.addEventListener("change", () => box.form.requestSubmit());
}

const narrow = matchMedia("(max-width: 56rem)");
const large = document.documentElement.dataset.print === "large";
for (const fold of document.querySelectorAll("[data-unfold]")) {
  const set = () => { fold.open = !(narrow.matches || large); };
  set();
  narrow.addEventListener("change", set);
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".who details[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (event.target.closest("[data-print-page]")) window.print();
});

const WIDEST = 2000;
const SMALL_ENOUGH = 1024 * 1024;
document.addEventListener("change", async (event) => {
  const input = event.target;
  if (input.type !== "file" || !input.files?.length || !input.dataset.shrink) return;
  const files = new DataTransfer();
  for (const file of input.files) files.items.add(await shrunk(file));
  input.files = files.files;
});

async function shrunk(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < SMALL_ENOUGH) return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
  return blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
}
// Work that is watched: data-watch="/address" is asked every second for {share, text, done, next}; the page may be left.
for (const bar of document.querySelectorAll("progress[data-watch]")) {
  const words = document.getElementById(bar.dataset.words);
  const ask = async () => {
    const answer = await fetch(bar.dataset.watch, { headers: { Accept: "application/json" } });
    if (!answer.ok) return setTimeout(ask, 3000);
    const state = await answer.json();
    bar.value = state.share;
    if (words) words.textContent = state.text;
    if (!state.done) return setTimeout(ask, 1000);
    if (state.next) location.href = state.next;
  };
  ask();
}
