import type { Page } from 'playwright';

/** Signs in with or without script, and is on the screen that comes after it. */
export async function signInOnPage(
  page: Page,
  url: string,
  username: string,
  password: string,
): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('You follow').waitFor();
}
