/** What screens call in the app, and never on the server: without script, forms are posted. */
export const nothing = (): undefined => undefined;

/** Posts that wait are on phones alone. */
export const nothingUnsent = {
  ...{ onRetry: nothing, onEdit: nothing, onDiscard: nothing },
  ...{ onEditHeld: nothing, onDiscardHeld: nothing },
};

/** Without script a photo is chosen in the form and goes with it. */
export const plainPhoto = { problem: null, stage: null, onPick: null };

/** What a form said of its photo, and why that has to be chosen again, as a sentence. */
export interface PhotoSaid {
  readonly alt: string;
  readonly problem: string | null;
}

/** Nothing is lost by signing out where nothing waits to be sent. */
export const noSignOut = { unsent: null, onSignOut: nothing, onStay: nothing };

/** Without script the form of a picture goes as it is. */
export const noPicking = {
  ...{ stage: null, onPick: null, problem: null, asked: null },
  ...{ onAsk: nothing, onRemove: nothing },
};

/** What a form of a picture says: what went wrong as a sentence, or what is asked first. */
export type PictureSaid = Partial<Record<'problem' | 'asked', string | null>>;
