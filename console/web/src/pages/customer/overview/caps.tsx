import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Awaited } from '../../../said/awaited.tsx';
import { projects } from '../account-queries.ts';
import { SpendOfCap } from '../spend-of-cap.tsx';

/** How much of each project's cap this month has taken; projects without one are told by their spend alone. */
export const Caps = () => (
  <section className="part" aria-labelledby="caps">
    <div className="row">
      <h2 id="caps">This month, by project</h2>
      <Link to="/customer/projects">Projects and caps</Link>
    </div>
    <Awaited query={useQuery(projects)}>
      {(all) => (
        <div className="cards">
          {all
            .filter(({ status }) => status === 'active')
            .map((project) => (
              <article key={project.id} className="card" aria-label={project.name}>
                <h3>{project.name}</h3>
                <SpendOfCap project={project} />
              </article>
            ))}
        </div>
      )}
    </Awaited>
  </section>
);
