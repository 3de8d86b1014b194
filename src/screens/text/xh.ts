import { en, type Text } from './en.ts';

export const xh: Text = {
  ...en,
  language: 'xh',
  menu: 'Imenyu',
  back: 'Emva',
};
