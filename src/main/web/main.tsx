import { links } from '../../base/employee-links.ts'
import { setUpApi } from '../../ui/api.ts'
import { brandTheme } from '../../ui/brand.ts'
import { site } from '../../ui/site.ts'
import { start } from '../../ui/start.tsx'
import { router } from './routes.tsx'

setUpApi({ signInAddress: (next, signedOut) => links.signIn({}, { next, signedOut }) })

void start({
  brand: brandTheme(site().color ?? undefined),
  router,
  texts: {
    en: import.meta.glob('../../*/texts.en.json'),
    ru: import.meta.glob('../../*/texts.ru.json'),
  },
})
