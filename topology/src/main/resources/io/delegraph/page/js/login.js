// The server leads back to the view that was asked for, with login=refused in its query when the token was wrong.
const asked = new URL(location.href);
document.getElementById("refused").hidden = asked.searchParams.get("login") !== "refused";
asked.searchParams.delete("login");
document.getElementById("to").value = asked.pathname + asked.search;
