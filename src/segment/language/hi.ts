import type { SentenceRules } from './rules.ts'

/** Hindi and Marathi; a single letter cluster before a full stop is an initial anyway. */
export const hi: SentenceRules = {
  leading: 'डॉ डा डॅा प्रो श्री सुश्री श्रीमती कु स्व पं इं एड अॅड कै चि रा मो उदा प्रा मि ले क्र संपा',
  numeric: 'सं क्र पृ नं खं अं अ भा मू रु रू',
  medial: 'ई.पू ई ए.डी इ.स इ वगै',
}
