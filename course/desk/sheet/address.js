// Where a cell is: rows and columns count from 1, as in the file; "B7" is how people say it.

export function columnName(column) {
  let name = "";
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  }
  return name;
}

export function columnNumber(name) {
  return [...name].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

export function refOf(row, column) {
  return columnName(column) + row;
}

export function placeOf(ref) {
  const [, letters, digits] = /^([A-Z]+)([0-9]+)$/.exec(ref);
  return { row: Number(digits), column: columnNumber(letters) };
}

// The rectangle that two corners span.
export function boxOf(one, other) {
  return {
    top: Math.min(one.row, other.row),
    left: Math.min(one.column, other.column),
    bottom: Math.max(one.row, other.row),
    right: Math.max(one.column, other.column),
  };
}

export function inBox(box, row, column) {
  return row >= box.top && row <= box.bottom && column >= box.left && column <= box.right;
}

export function placesIn(box) {
  const places = [];
  for (let row = box.top; row <= box.bottom; row++) {
    for (let column = box.left; column <= box.right; column++) places.push({ row, column });
  }
  return places;
}

// "B2" or "F2:F30" -> the rectangle.
export function boxNamed(range) {
  const [first, last = first] = range.split(":");
  return boxOf(placeOf(first), placeOf(last));
}
