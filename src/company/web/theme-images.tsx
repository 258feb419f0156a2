import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { PictureSetting } from '../../ui/picture-setting.tsx'
import { useCommand } from '../../ui/queries.ts'
import { uploadFile } from '../../ui/api.ts'
import { getThemeApi, imageBytes, removeThemeImageApi, setThemeImageApi, type ThemeShape } from '../contract.ts'

/** The company's pictures; each counts at once, and shows when a page is opened next. */
export function ThemeImages({ theme }: { theme: ThemeShape }) {
  const t = useText()
  const remove = useCommand(removeThemeImageApi, { done: t('Taken away'), invalidates: [getThemeApi] })
  const pictures = [
    { kind: 'logo' as const, label: t('Logo'), note: t('Above the navigation; about 24 pixels high') },
    { kind: 'sign_in_logo' as const, label: t('Logo of the sign-in page'), note: t('Without one, the logo above') },
    { kind: 'favicon' as const, label: t('Icon of the window'), note: t('A square, such as 64 × 64 pixels') },
  ]
  return (
    <Panel
      title={t('Pictures')}
      description={t('PNG, JPEG or WebP, at most 512 KiB. SVG can carry scripts and is not taken.')}
    >
      <Stack gap="lg">
        {pictures.map(({ kind, label, note }) => (
          <PictureSetting
            key={kind}
            label={label}
            description={note}
            src={theme.images[kind]?.url ?? null}
            limit={imageBytes}
            accept="image/png,image/jpeg,image/webp"
            upload={(file) => uploadFile(setThemeImageApi, { kind }, file)}
            invalidates={[getThemeApi]}
            onRemove={() => remove.run({ kind })}
          />
        ))}
      </Stack>
    </Panel>
  )
}
