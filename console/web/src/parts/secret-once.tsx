import { useState } from 'react';
import { MessageDialog } from './message-dialog.tsx';

/** A secret, shown until the dialog is closed and then nowhere any more. */
export function SecretOnce({ title, secret, close }: { title: string; secret: string; close: () => void }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setIsCopied(true);
  };
  return (
    <MessageDialog title={title} close={close}>
      <p>Keep it where your programs find it: it is shown this once.</p>
      <code className="secret">{secret}</code>
      <button type="button" className="button" onClick={() => void copy()}>
        {isCopied ? 'Copied' : 'Copy'}
      </button>
    </MessageDialog>
  );
}
