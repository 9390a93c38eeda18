import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ErrorSaid } from '../said/error-said.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { MessageDialog } from './message-dialog.tsx';

type Props = {
  /** The verb on the button. */
  does: string;
  /** What it is done to, by the name that a reader of the row knows. */
  to: string;
  act: () => Promise<unknown>;
  /** Queries whose keys begin so are asked again. */
  changes: readonly string[];
  /** What is said before it is done, where it can't be undone. */
  warning?: ReactNode;
};

/** A button of a table's row: asks first where it has to, and says over the page what was refused. */
export function ActButton({ does, to, act, changes, warning }: Props) {
  const [isAsked, setIsAsked] = useState(false);
  const queries = useQueryClient();
  const done = useMutation({
    mutationFn: act,
    onSuccess: () => queries.invalidateQueries({ queryKey: changes }),
  });
  const named = `${does} ${to}`;
  return (
    <>
      <button
        type="button"
        className="button"
        aria-label={named}
        disabled={done.isPending}
        onClick={() => (warning ? setIsAsked(true) : done.mutate())}
      >
        {does}
      </button>
      {isAsked && (
        <ConfirmDialog
          title={`${named}?`}
          does={named}
          confirm={() => {
            setIsAsked(false);
            done.mutate();
          }}
          close={() => setIsAsked(false)}
        >
          {warning}
        </ConfirmDialog>
      )}
      {done.error && (
        <MessageDialog title={named} close={done.reset}>
          <ErrorSaid error={done.error} />
        </MessageDialog>
      )}
    </>
  );
}
