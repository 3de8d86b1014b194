import { en, type Text } from './en.ts';

export const af: Text = {
  ...en,
  language: 'af',
  menu: 'Kieslys',
  back: 'Terug',
};
