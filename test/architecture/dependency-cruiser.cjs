const callers = '(customer|vehicle|owner|finance|operator|stripe)';

/** What lies in `folders` imports what `allowed` says, beside Node's own modules, and nothing else. */
const only = (name, folders, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: folders },
  to: { pathNot: allowed, dependencyTypesNot: ['core'], couldNotResolve: false },
});

const never = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    never('no-cycles', {}, { circular: true }, 'Two modules that need each other are one module.'),
    never('resolvable', {}, { couldNotResolve: true }, 'What cannot be found cannot be judged.'),
    only('shared-is-pure', '^shared/', ['^shared/', '^node_modules/zod/'], 'The market decides anywhere.'),
    never(
      'shared-needs-no-node',
      { path: '^shared/' },
      { dependencyTypes: ['core'] },
      'No clock, no disk, no network, no Node: cars and browsers run it too.',
    ),
    never(
      'only-adapters-reach-out',
      { path: '^functions/', pathNot: ['^functions/adapters/', '^functions/edge/deps\\.ts$'] },
      { path: '^node_modules/(@aws-sdk/|@smithy/|stripe/|hpke/)' },
      'AWS, Stripe and HPKE are spoken to in functions/adapters/; edge/deps.ts makes the clients.',
    ),
    never(
      'adapters-know-no-function',
      { path: '^functions/adapters/' },
      { path: '^functions/', pathNot: '^functions/adapters/' },
      'An adapter serves any function and imports neither functions nor the edge.',
    ),
    never(
      'edge-knows-no-function',
      { path: '^functions/edge/' },
      { path: `^functions/(${callers}|market)/` },
      'The edge wraps functions that are given to it.',
    ),
    never(
      'callers-keep-apart',
      { path: `^functions/${callers}/` },
      { path: `^functions/(${callers}|market)/`, pathNot: '^functions/$1/' },
      'A folder is a trust boundary: no reaching over into another, nor into what queues and timers run.',
    ),
    never(
      'routes-keep-apart',
      { path: `^functions/${callers}/[^/]+\\.ts$`, pathNot: '/(router|lambda)\\.ts$' },
      { path: `^functions/${callers}/[^/]+\\.ts$` },
      'What two routes share has a name of its own: in shared/, or in a folder below.',
    ),
    never(
      'market-functions-keep-apart',
      { path: '^functions/market/' },
      { path: `^functions/(${callers}/|market/[^/]+\\.ts$)` },
      'Each is one Lambda; they speak through queues and the table. What two share is in a folder below.',
    ),
    only(
      'agent-uses-shared',
      '^agent/',
      ['^agent/', '^shared/', '^node_modules/'],
      'The program in the car knows the wire, not the market.',
    ),
    only(
      'console-uses-contract',
      '^console/',
      ['^console/', '^shared/contract/', '^shared/(money|receipts)\\.ts$', '^node_modules/'],
      'What people look at knows the wire, how money is written and how receipts are checked.',
    ),
    only(
      'pages-run-in-a-browser',
      '^console/web/src/',
      ['^console/web/src/', '^shared/contract/', '^shared/money\\.ts$', '^node_modules/'],
      'Pages know the wire and how money is written, and nothing of the terminal.',
    ),
    never(
      'pages-need-no-node',
      { path: '^console/web/src/' },
      { dependencyTypes: ['core'] },
      'There is none in a browser.',
    ),
    never(
      'pages-are-served-not-imported',
      { pathNot: '^(console/web|test/web)/' },
      { path: '^console/web/' },
      'The programs beside them take what was built.',
    ),
    never(
      'infra-imports-no-runtime',
      { path: '^infra/' },
      { path: '^(functions|agent|console|local|bench)/' },
      'A deployment names what it deploys; it does not run it.',
    ),
    never(
      'product-knows-no-laptop',
      { path: '^(shared|functions|agent|console)/' },
      { path: '^(local|bench|infra)/' },
      'What is deployed never depends on what stands in for the cloud, measures or deploys it.',
    ),
    never('nothing-imports-tests', { pathNot: '^test/' }, { path: '^test/' }, 'Tests stand outside.'),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(cdk\\.out|\\.parkade|coverage|console/web/(dist|\\.dist-\\w+))/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
