/** What is asked of the device: without HEIC in it, a phone sends a JPEG by itself. */
export const pictureTypes = "image/jpeg,image/png,image/webp,image/gif";
export const pictureLimit = 20_000_000;

const SIDE = 1600;
const SMALL = 1_000_000;

/** The first picture of what was chosen, dropped or pasted; null for anything else. */
export function pictureIn(files: Iterable<File> | null | undefined): File | null {
  return [...(files ?? [])].find(({ type }) => type.startsWith("image/")) ?? null;
}

/**
 * The picture made smaller by the device where it can: less to send, and what only this device reads becomes a JPEG.
 * The picture itself where it cannot; the server judges it.
 */
export async function lighter(file: File): Promise<Blob> {
  if (file.size <= SMALL && pictureTypes.includes(file.type)) return file;
  try {
    const read = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(read.width, read.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(read.width * scale));
    canvas.height = Math.max(1, Math.round(read.height * scale));
    const pen = canvas.getContext("2d");
    if (!pen) return file;
    pen.fillStyle = "white";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(read, 0, 0, canvas.width, canvas.height);
    read.close();
    return await new Promise((resolve) => canvas.toBlob((made) => resolve(made ?? file), "image/jpeg", 0.9));
  } catch {
    return file;
  }
}
