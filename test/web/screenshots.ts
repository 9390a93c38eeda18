import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser } from './browser-rig.ts';
import { firstPages, withDemoMarket } from './demo-market.ts';
import { signInAt } from './sign-in-at.ts';

/** `npm run screenshots`: what each role sees first once the demo has run, light and dark, into docs/screenshots/. */
const folder = join(import.meta.dirname, '../../docs/screenshots');

await withDemoMarket(async (url) => {
  mkdirSync(folder, { recursive: true });
  const browser = await startBrowser();
  for (const { role, person } of firstPages) {
    const { context, page } = await browser.person({ width: 1_280, height: 860 });
    await signInAt(`${url}/${role}`, person, page);
    await page.getByRole('navigation').first().waitFor();
    for (const theme of ['Light', 'Dark']) {
      await page.getByLabel('Theme').selectOption({ label: theme });
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(folder, `${role}-${theme.toLowerCase()}.png`) });
    }
    await context.close();
  }
  await browser.close();
});
