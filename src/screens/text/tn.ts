import { en, type Text } from './en.ts';

export const tn: Text = {
  ...en,
  language: 'tn',
  menu: 'Menyu',
  back: 'Morago',
};
