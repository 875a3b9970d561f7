// Signs that turn the direction of what follows (Unicode TR 9): a name or an address could pose as another.
const TURNING = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff]/gu;
// More than four marks on one letter, which no living language has.
const HEAPED = /(\p{M}{4})\p{M}+/gu;

// Signs that steer a terminal: nobody sees them, and what copies the text may obey them. A tab and a new line stay.
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/** A text as it is shown; what was typed is kept as it is. */
export function bounded(text: string): string {
  return text.replace(TURNING, "").replace(STEERING, "").replace(HEAPED, "$1");
}
