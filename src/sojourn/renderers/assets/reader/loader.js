/** The only script that stands in the page as it is: unpacks the rest of the page, and runs our script. */
(async () => {
  /** @param {string} id */
  const stream = (id) => {
    const text = atob(document.getElementById(id)?.textContent ?? "");
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")));
  };
  try {
    const columns = await stream("columns").arrayBuffer();
    Object.assign(globalThis, { sojourn: { columns } });
    for (const name of ["style", "script"]) {
      const element = document.createElement(name);
      element.textContent = await stream(name).text();
      document.head.append(element);
    }
  } catch (error) {
    console.error(error);
  }
  if ("state" in Object(/** @type {any} */ (globalThis).sojourn)) return;
  document.documentElement.dataset.ready = "failed";
  document.getElementById("failed")?.removeAttribute("hidden");
})();
