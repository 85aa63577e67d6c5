"""The mark board (成绩录入) of 学习考试.

``board`` holds it together; ``picker`` chooses the exam, ``roster`` says which candidates stand in which order and in
what words, ``hand`` what is typed of one of them; ``grid``, ``cells``, ``table``, ``cell`` and ``pane`` are the sheet;
``statistics``, ``charts`` and ``people`` stand in the panel; ``retake`` and ``absence`` are what F7 and F6 ask.
"""
