/**
 * `parkade-agent run` by another name, for who starts vehicles by the file: see agent/cli/commands/run-agent.ts. All
 * that it is told stands on its command line or in the environment.
 */
process.argv.splice(2, 0, 'run');
await import('./cli/main.ts');

export {};
