interface Correction {
  message: number;
  text: string;
}

/** What one is making of a message, by room: it is still there after a look elsewhere. */
const underWay = new Map<number, Correction>();

export const correctionIn = (room: number): Correction | null => underWay.get(room) ?? null;

export function keepCorrection(room: number, correction: Correction): void {
  underWay.set(room, correction);
}

export function dropCorrection(room: number): void {
  underWay.delete(room);
}
