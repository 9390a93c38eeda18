import '../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Awaited } from '../../said/awaited.tsx';
import { Said } from '../../said/said.tsx';
import { PageHead } from '../page-head.tsx';
import { webhookEndpoints } from './webhook-queries.ts';
import { EndpointCard } from './webhooks/endpoint-card.tsx';
import { NewEndpoint } from './webhooks/new-endpoint.tsx';

export const CustomerWebhooks = () => (
  <>
    <PageHead title="Webhooks" says="Addresses of yours that are told, signed, what happened." />
    <NewEndpoint />
    <Awaited query={useQuery(webhookEndpoints)}>
      {(all) =>
        all.length === 0 ? (
          <section className="part" aria-label="Endpoints">
            <Said kind="empty" title="No endpoints yet">
              <p>Name an address above: it is told when a batch has ended or the balance is topped up.</p>
            </Said>
          </section>
        ) : (
          all.map((endpoint) => <EndpointCard key={endpoint.id} endpoint={endpoint} />)
        )
      }
    </Awaited>
  </>
);
