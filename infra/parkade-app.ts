import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { MarketStack } from './market-stack.ts';

type Props = AppProps & { pagesFolder?: string };

const builtPages = new URL('../console/web/dist', import.meta.url).pathname;

/** The deployment as a CDK app. Looks nothing up, so it synthesizes offline; cdk-nag's findings fail it. */
export function parkadeApp({ pagesFolder = builtPages, ...props }: Props = {}): App {
  const app = new App(props);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  new MarketStack(app, 'parkade', {
    pagesFolder,
    description: "Parkade: sells the idle inference of parked cars (customers', vehicles' and owners' APIs).",
  });
  return app;
}
