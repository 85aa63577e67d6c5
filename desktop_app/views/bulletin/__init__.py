"""通报简报: the tab of the bulletins. ``screen.BulletinScreen`` holds its views; look for a thing by what it is:

- The tab: ``screen`` (views, keys), ``acts`` (begin, send, issue, correct, retake), ``outgoing`` (papers, files),
  ``ledger`` (台账), ``late_list`` (有变), ``wording_view`` and ``templates`` (模板).
- 编辑: ``writing`` puts text, pages and checks together; ``bar``, ``picking``, ``choosing``, ``note_bar`` stand above.
- The text: ``editor.Editor`` takes a draft and gives rows; ``text_pane`` and ``outline`` stand round it; ``hands``
  answers what it asks for: ``popover``, ``source`` and ``record_list`` (where a number comes from), ``insert_dialog``,
  ``phrase_dialog``, ``grid_dialog``. Beneath lies plain data: ``paras`` (paragraphs of characters and marks), ``deeds``
  and ``moving`` (what keys do to them), ``past`` (undo), ``rows`` (to and from the file), ``said`` and ``tables`` (how
  they are shown); then the widget: ``sheet`` and ``view`` (the document), ``page`` (what types), ``keys``, ``menu``,
  ``clip``, ``places``, ``ink``.
- The pages: ``preview_pane``, ``spread`` and ``spots`` show what ``making`` sets in the worker; ``judging`` asks the
  checks, ``checks_strip`` shows them; ``latest`` asks either again and again.
- Dialogs of the way: ``new_dialog``, ``elements_dialog``, ``drift_dialog`` (numbers taken anew), ``waiver_dialog``,
  ``issue_dialog``, ``numbers_dialog``.
"""
