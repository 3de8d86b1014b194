/** Longest side of what is kept of a picture, in pixels: half as much again as is shown of it anywhere. */
export const LARGEST = 720;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Scales a size down, in proportion, until no side is above `most`; a small one stays as it is. */
export function within(width: number, height: number, most: number): Size {
  const scale = Math.min(1, most / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** What is drawn onto a canvas of that size, on white: of a crest with nothing behind it, JPEG makes black. */
export function drawn(picture: CanvasImageSource, { width, height }: Size): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, 0, 0, width, height);
  }
  return canvas;
}
