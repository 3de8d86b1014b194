/** Why a picture is not taken. */
export type PictureTrouble =
  /** It is no JPEG, PNG or WebP, whatever its name says. */
  | 'not-a-picture'
  /** More bytes, pixels or length of a side than are taken. */
  | 'too-large'
  /** It moves. */
  | 'animated'
  /** It is cut short or broken. */
  | 'broken';

/** A picture that is not taken; the sentence is for the person who sent it. */
export class RefusedPicture extends Error {
  readonly trouble: PictureTrouble;

  constructor(trouble: PictureTrouble) {
    super(SENTENCES[trouble]);
    this.trouble = trouble;
  }
}

const SENTENCES: Readonly<Record<PictureTrouble, string>> = {
  'not-a-picture': 'This is not a picture that can be shown. Send a JPEG, PNG or WebP.',
  'too-large': 'This picture is too large. Send one of at most 8 MB and 40 megapixels.',
  animated: 'This picture moves. Send a still one.',
  broken: 'This picture is broken or was cut short. Send it again.',
};
