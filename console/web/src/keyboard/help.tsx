import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

const keys = [
  ['/', 'Filter this page'],
  ['j, k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['Esc', 'Leave a field, close what is open'],
  ['?', 'This list'],
] as const;

export const Help = ({ close }: { close: () => void }) => (
  <ModalOverlay
    className="dialog-ground"
    isOpen
    isDismissable
    onOpenChange={(isOpen) => {
      if (!isOpen) close();
    }}
  >
    <Modal className="dialog">
      <Dialog>
        <Heading slot="title">Keys</Heading>
        <dl className="keys">
          {keys.map(([key, does]) => (
            <div key={key} className="key">
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <Button className="button" onPress={close}>
          Close
        </Button>
      </Dialog>
    </Modal>
  </ModalOverlay>
);
