import { IconColorSwatch } from '@tabler/icons-react'
import { useFormContext } from 'react-hook-form'
import { isReadable, nearestReadable } from '../base/contrast.ts'
import { Button } from './button.tsx'
import { Callout } from './callout.tsx'
import classes from './color-field.module.css'
import { TextField } from './fields.tsx'
import { useText } from './language.ts'
import { Row, Text } from './layout.tsx'

const isColor = (text: unknown): text is string => typeof text === 'string' && /^#[0-9a-f]{6}$/.test(text)

/** A colour with the white text that stands on it; one that cannot be read offers the nearest that can. */
export function ColorField({ name, label, sample }: { name: string; label: string; sample: string }) {
  const t = useText()
  const { watch, setValue } = useFormContext()
  const color: unknown = watch(name)
  const nearest = isColor(color) && !isReadable(color) ? nearestReadable(color) : undefined
  const choose = (next: string) => setValue(name, next, { shouldDirty: true, shouldValidate: true })
  return (
    <>
      <Row align="end">
        <TextField name={name} label={label} required maxLength={7} />
        <label className={classes.swatch}>
          <input
            type="color"
            value={isColor(color) ? color : '#000000'}
            aria-label={t('Choose the colour')}
            onChange={(event) => choose(event.target.value.toLowerCase())}
          />
        </label>
        {isColor(color) && (
          <span className={classes.sample} style={{ background: color }}>
            {sample}
          </span>
        )}
      </Row>
      {nearest && (
        <Callout kind="warning" title={t('White text on this colour is hard to read')}>
          <Row>
            <Text>{t('The nearest colour that passes (WCAG 2.2, contrast 4.5) is {{nearest}}.', { nearest })}</Text>
            <Button kind="plain" size="xs" icon={IconColorSwatch} onClick={() => choose(nearest)}>
              {t('Take {{nearest}}', { nearest })}
            </Button>
          </Row>
        </Callout>
      )}
    </>
  )
}
