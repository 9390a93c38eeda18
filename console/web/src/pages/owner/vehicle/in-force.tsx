import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Time } from '../../../format/shown.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { TonightInWords } from '../charter/tonight.tsx';
import { charterOf } from '../queries.ts';

/** The owner's rules for this vehicle, in the words of the API's three states. */
export function InForce({ vehicleId }: { vehicleId: string }) {
  return (
    <section className="part" aria-labelledby="in-force">
      <h2 id="in-force">Charter</h2>
      <Awaited query={useQuery(charterOf(vehicleId))}>
        {({ state, version, charter, statement }) => (
          <>
            {state === 'none' && (
              <p>None was agreed to at the market: the car keeps to the charter that lies in it.</p>
            )}
            {state === 'withdrawn' && (
              <p className="bad">
                Version {version} was withdrawn: the car gets no work until you agree anew.
              </p>
            )}
            {state === 'agreed' && (
              <p>
                Version {version} is in force
                {statement && (
                  <>
                    , agreed to <Time seconds={statement.accepted_at / 1_000} />
                  </>
                )}
                .
              </p>
            )}
            {state === 'agreed' && charter && <TonightInWords charter={charter} />}
            <p>
              <Link to="/owner/charter" search={{ vehicle: vehicleId }}>
                Change its charter
              </Link>
            </p>
          </>
        )}
      </Awaited>
    </section>
  );
}
