// Tables of class sortable: a click on a head sorts by that column.
function sortValue(row, column) {
  var text = row.cells[column].textContent.trim(), number = parseFloat(text.replace('−', '-').replace(/\u202f/g, ''));
  return isNaN(number) ? (text === 'none' ? Infinity : text) : number;
}

document.querySelectorAll('table.sortable').forEach(function (table) {
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (th, column) {
    var button = document.createElement('button');
    button.type = 'button';
    button.append.apply(button, Array.from(th.childNodes));
    th.append(button);
    button.addEventListener('click', function () {
      var sign = th.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
      table.tHead.querySelectorAll('th').forEach(function (o) { o.removeAttribute('aria-sort'); });
      th.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
      Array.from(table.tBodies[0].rows).sort(function (a, b) {
        var x = sortValue(a, column), y = sortValue(b, column);
        if (typeof x !== typeof y) return typeof x === 'number' ? -1 : 1;
        return sign * (x < y ? -1 : x > y ? 1 : 0);
      }).forEach(function (row) { table.tBodies[0].append(row); });
    });
  });
});
