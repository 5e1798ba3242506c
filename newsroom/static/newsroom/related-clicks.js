// Counts which related links are followed: two addresses, no cookie, nothing about the reader.

const address = document.querySelector("[data-related-clicks]")?.dataset.relatedClicks;

addEventListener("click", (event) => {
  const link = event.target.closest?.(".related a[href]");
  if (!address || !link || link.origin !== location.origin) return;
  navigator.sendBeacon(address, JSON.stringify({ from: location.pathname, to: link.pathname }));
});
