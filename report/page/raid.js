// The page of a raid: pointing at a missile anywhere, or moving to it with the
// keyboard, shows it everywhere.
function onChange() {}

var parts = Array.from(document.querySelectorAll('[data-missile]'));

function point(name) {
  parts.forEach(function (e) { e.classList.toggle('pointed', !!name && e.dataset.missile === name); });
  document.body.classList.toggle('pointing', !!name);
}

parts.forEach(function (e) {
  if (!e.dataset.missile) return;
  e.addEventListener('pointerenter', function () { point(e.dataset.missile); });
  e.addEventListener('pointerleave', function () { point(''); });
  if (e.tagName === 'TR' && e.closest('.sortable')) {
    e.tabIndex = 0;
    e.addEventListener('focus', function () { point(e.dataset.missile); });
    e.addEventListener('blur', function () { point(''); });
  }
});

window.addEventListener('hashchange', function () { reveal(document.getElementById(location.hash.slice(1))); });
