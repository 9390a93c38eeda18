import type { Locator, Page } from 'playwright-core';

/** The link to a place of the console, in its list of pages. */
export const placeIn = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true });
