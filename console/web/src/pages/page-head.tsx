export const PageHead = ({ title, says }: { title: string; says?: string }) => (
  <header className="page-head">
    <h1>{title}</h1>
    {says && <p>{says}</p>}
  </header>
);
