import { getMeApi, getUserApi, listUsersApi } from '../../people/contract.ts'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { handOverSupervisorApi } from '../contract.ts'

type Props = { user: { id: string; fullName: string }; isOpen: boolean; onClose: () => void }

/** What it means, for the one who loses the role by it. */
export function HandOverWarning({ name }: { name: string | undefined }) {
  const t = useText()
  const who = name ?? t('The new supervisor')
  return (
    <Callout kind="warning" title={t('You lose the role at the same moment')}>
      <ul style={{ margin: 0, paddingInlineStart: '1.2em' }}>
        <li>{t('{{name}} may do everything from the next click on and cannot be locked.', { name: who })}</li>
        <li>{t('{{name}} gets the tasks nobody else can be found for.', { name: who })}</li>
        <li>
          {name
            ? t('Only {{name}} can give the role back to you.', { name })
            : t('Only the new supervisor can give the role back to you.')}
        </li>
      </ul>
    </Callout>
  )
}

/** Only the supervisor sees it; the server asks for a proof again, for whoever finds the seat warm. */
export function HandOverDialog({ user, isOpen, onClose }: Props) {
  const t = useText()
  const name = user.fullName
  return (
    <Dialog title={t('Make {{name}} the System supervisor', { name })} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={handOverSupervisorApi}
        start={{ user: user.id }}
        submit={t('Hand the role over')}
        danger
        onCancel={onClose}
        done={t('{{name}} is the System supervisor now.', { name })}
        invalidates={[getMeApi, getUserApi, listUsersApi, 'groups']}
        onDone={onClose}
      >
        <HandOverWarning name={name} />
      </CommandForm>
    </Dialog>
  )
}
