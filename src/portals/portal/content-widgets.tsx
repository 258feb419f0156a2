import { IconArrowRight, IconPlus } from '@tabler/icons-react'
import { portalLinks } from '../../base/portal-links.ts'
import type { SettingsOf } from '../../pages/contract-widgets.ts'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { TextLink } from '../../ui/link.tsx'
import { Text } from '../../ui/layout.tsx'
import classes from './page-view.module.css'
import { type Place, usePlace } from './place.ts'

/** It is the page's first-level heading: a page that has one shows no title of its own above it. */
export function HeaderWidget({ title, text }: SettingsOf<'header'>) {
  const { name } = usePlace()
  return (
    <div className={classes.band}>
      <h1 className={classes.bandTitle}>{title || name}</h1>
      {text && <p className={classes.bandText}>{text}</p>}
    </div>
  )
}

export const pageAddress = ({ portal, navigation }: Place, code: string): string =>
  navigation.find((page) => page.code === code)?.home
    ? portalLinks.home({ portal })
    : portalLinks.page({ portal, page: code })

export function NavigationWidget({ direction }: SettingsOf<'navigation'>) {
  const t = useText()
  const place = usePlace()
  return (
    <nav aria-label={t('Pages')} className={classes.pages} data-direction={direction}>
      {place.navigation.map((page) => (
        <TextLink key={page.code} href={pageAddress(place, page.code)} quiet>
          {page.name}
        </TextLink>
      ))}
    </nav>
  )
}

export function ImageWidget({ file, alt, decorative, width }: SettingsOf<'image'>) {
  const { fileAddress } = usePlace()
  return <img src={fileAddress(file)} alt={decorative ? '' : alt} className={classes.image} data-width={width} />
}

/** In the builder a button shows itself and leads nowhere. */
const useTarget = () => {
  const { isBuilder } = usePlace()
  return (href: string) => (isBuilder ? {} : { href })
}

export function LinkButtonWidget({ label, page, address }: SettingsOf<'link_button'>) {
  const place = usePlace()
  const target = useTarget()
  return (
    <div>
      <Button kind="plain" icon={IconArrowRight} {...target(page ? pageAddress(place, page) : address)}>
        {label}
      </Button>
    </div>
  )
}

export function StartProcessButtonWidget({ process, label, hint }: SettingsOf<'start_process_button'>) {
  const { portal } = usePlace()
  const target = useTarget()
  return (
    <div className={classes.action}>
      <Button icon={IconPlus} size="md" {...target(portalLinks.startProcess({ portal, process }))}>
        {label}
      </Button>
      {hint && <Text quiet>{hint}</Text>}
    </div>
  )
}

export function CreateItemButtonWidget({ app, label, prefillField, prefillValue }: SettingsOf<'create_item_button'>) {
  const { portal } = usePlace()
  const target = useTarget()
  const beforehand = prefillField ? { [prefillField]: prefillValue } : {}
  return (
    <div className={classes.action}>
      <Button icon={IconPlus} size="md" {...target(portalLinks.newItem({ portal, app }, beforehand))}>
        {label}
      </Button>
    </div>
  )
}
