import { en, type Text } from './en.ts';

export const nso: Text = {
  ...en,
  language: 'nso',
  menu: 'Menyu',
  back: 'Morago',
};
