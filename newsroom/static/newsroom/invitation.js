// Moves the code of an invitation from after the # of the link into its field; the server never sees it in an address.
const field = document.getElementById("id_code");
const code = decodeURIComponent(location.hash.slice(1));
if (field && code && !field.value) {
  field.value = code;
  history.replaceState(null, "", location.pathname);
  document.getElementById("id_new_password1")?.focus();
}
