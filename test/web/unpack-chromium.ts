import chromium from '@sparticuz/chromium';

/** Unpacks it into the temporary folder, which is another for each who does. */
await chromium.executablePath();
