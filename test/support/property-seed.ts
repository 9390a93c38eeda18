import fc from 'fast-check';

// What properties draw: as told by test/vitest.config.ts.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED) });
