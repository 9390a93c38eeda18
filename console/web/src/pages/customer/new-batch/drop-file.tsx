import { useId, useState } from 'react';

/** A file that is dropped, or chosen by hand. */
export function DropFile({ take }: { take: (name: string, text: string) => void }) {
  const field = useId();
  const [isOver, setIsOver] = useState(false);
  const read = async (file: File | undefined) => {
    if (file) take(file.name, await file.text());
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here by hand can be chosen by keys in the field within
    <div
      className="drop"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        void read(event.dataTransfer.files[0]);
      }}
    >
      <label htmlFor={field}>
        Drop a <code>.jsonl</code> file here, or choose one
      </label>
      <input
        id={field}
        className="field"
        type="file"
        accept=".jsonl,.json,application/jsonl"
        onChange={({ target }) => {
          void read(target.files?.[0]);
          // So that the same file can be chosen again when it was mended.
          target.value = '';
        }}
      />
    </div>
  );
}
