/** Where one goes on: without script too, the browser puts the focus there when the page has come. */
export const goesOnHere = (isHere: boolean | undefined): { autofocus?: true } =>
  isHere ? { autofocus: true } : {};
