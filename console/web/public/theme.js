// Before anything is painted: a choice of the theme, where one was made.
const chosen = localStorage.getItem('theme');
if (chosen) document.documentElement.dataset.theme = chosen;
