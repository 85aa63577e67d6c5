"""通报简报: the tab of the bulletins.

The text: ``editor.Editor`` takes a draft and gives rows; ``outline.Outline(editor)`` stands at its left;
``hands.Hands(editor, known, bus, values)`` answers all the editor asks for (popover of a number, dialogs to insert a
figure, a person, a set phrase, a table); ``drift_dialog.ask_retake(parent, known, draft)`` gives the draft with numbers
taken anew, for ``Editor.take``. Beneath lies plain data: ``paras`` (paragraphs of characters and marks), ``deeds`` and
``moving`` (what keys do to them), ``past`` (undo), ``said``, ``tables`` (how they are shown), ``sheet`` (the document
that shows them), ``page`` (the widget that types). ``writing`` puts text, pages and checks together.
"""
