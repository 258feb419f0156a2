import { Dialog } from '../../ui/dialog.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import type { FieldType } from '../contract.ts'
import { fieldTypeWords } from './field-types.ts'
import classes from './fields-editor.module.css'

export type TypesDialogProps = { isOpen: boolean; onChoose: (type: FieldType) => void; onClose: () => void }

/** Which type a new field is of; each says what it is for. */
export function TypesDialog({ isOpen, onChoose, onClose }: TypesDialogProps) {
  const t = useText()
  return (
    <Dialog title={t('What does the field hold?')} isOpen={isOpen} onClose={onClose} size="lg">
      <div className={classes.types}>
        {(Object.keys(fieldTypeWords) as FieldType[]).map((type) => {
          const { icon: Icon, name, text } = fieldTypeWords[type]
          return (
            <button key={type} type="button" className={classes.type} onClick={() => onChoose(type)}>
              <span className={classes.kind}>
                <Icon size={20} stroke={1.6} aria-hidden />
              </span>
              <span>
                <Text strong>{t(name)}</Text>
                <Text small quiet>
                  {t(text)}
                </Text>
              </span>
            </button>
          )
        })}
      </div>
    </Dialog>
  )
}
