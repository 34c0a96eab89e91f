// Photos may be made smaller before they are sent. Drawing a picture anew also leaves behind where
// and with what it was taken.

const LONGEST_SIDE = 2400;
const QUALITY = 0.82;
const WORTH_ASKING = 400_000; // bytes
const WORTH_IT = 0.85; // of the size before

export function isPhoto(file) {
  return file.type === "image/jpeg" || (file.type === "image/png" && file.size > WORTH_ASKING);
}

// The smaller picture as a File, or null where there is nothing to gain.
export async function shrunk(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob || (file.type !== "image/jpeg" && blob.size > file.size * WORTH_IT)) return null;
  const name = file.name.replace(/\.\w+$/, "") + ".jpg";
  return new File([blob], name, { type: "image/jpeg" });
}
