// Puts the unsaved story into the frame as soon as the page is there.

document.querySelector("[data-into-frame]")?.submit();
