<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>ComparePage</name>
        <message>
            <source>Older version</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Старая версия</translation>
        </message>
        <message>
            <source>Newer version</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Новая версия</translation>
        </message>
        <message>
            <source>To the forms</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>К формам</translation>
        </message>
        <message>
            <source>Compare versions: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сравнение версий: %1</translation>
        </message>
        <message>
            <source>Forms</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Формы</translation>
        </message>
        <message>
            <source>No question differs between these two versions.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В этих двух версиях вопросы не различаются.</translation>
        </message>
    </context>
    <context>
        <name>ComparisonWords</name>
        <message numerus="yes">
            <source>New questions: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Новых вопросов: %n</numerusform>
                <numerusform>Новых вопросов: %n</numerusform>
                <numerusform>Новых вопросов: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Questions no longer asked: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Больше не спрашивается: %n</numerusform>
                <numerusform>Больше не спрашивается: %n</numerusform>
                <numerusform>Больше не спрашивается: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Asked in another way: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Спрашивается иначе: %n</numerusform>
                <numerusform>Спрашивается иначе: %n</numerusform>
                <numerusform>Спрашивается иначе: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Other choices: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Другие варианты ответа: %n</numerusform>
                <numerusform>Другие варианты ответа: %n</numerusform>
                <numerusform>Другие варианты ответа: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Other words: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Другие слова: %n</numerusform>
                <numerusform>Другие слова: %n</numerusform>
                <numerusform>Другие слова: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>outside of rows</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>вне строк</translation>
        </message>
        <message>
            <source>new: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>новые: %1</translation>
        </message>
        <message>
            <source>no longer offered: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>больше не предлагаются: %1</translation>
        </message>
        <message>
            <source>before: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>было: %1</translation>
        </message>
    </context>
    <context>
        <name>ComplaintList</name>
        <message numerus="yes">
            <source>Show the other %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Показать ещё %n</numerusform>
                <numerusform>Показать ещё %n</numerusform>
                <numerusform>Показать ещё %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FormCounts</name>
        <message numerus="yes">
            <source>sections: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>разделов: %n</numerusform>
                <numerusform>разделов: %n</numerusform>
                <numerusform>разделов: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>questions: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>вопросов: %n</numerusform>
                <numerusform>вопросов: %n</numerusform>
                <numerusform>вопросов: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>repeats: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>повторов: %n</numerusform>
                <numerusform>повторов: %n</numerusform>
                <numerusform>повторов: %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FormRow</name>
        <message>
            <source>Part of the program</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Часть программы</translation>
        </message>
        <message>
            <source>Added</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Добавлена</translation>
        </message>
        <message numerus="yes">
            <source>documents: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>документов: %n</numerusform>
                <numerusform>документов: %n</numerusform>
                <numerusform>документов: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>Try it</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Попробовать</translation>
        </message>
        <message>
            <source>Begin a visit with it</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Начать по ней посещение</translation>
        </message>
        <message>
            <source>Compare versions</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сравнить версии</translation>
        </message>
        <message>
            <source>Move documents to this version</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Перевести документы на эту версию</translation>
        </message>
        <message>
            <source>Remove</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Убрать</translation>
        </message>
    </context>
    <context>
        <name>FormWords</name>
        <message>
            <source>text</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>текст</translation>
        </message>
        <message>
            <source>whole number</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>целое число</translation>
        </message>
        <message>
            <source>number</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>число</translation>
        </message>
        <message>
            <source>date</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>дата</translation>
        </message>
        <message>
            <source>time of day</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>время суток</translation>
        </message>
        <message>
            <source>date and time</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>дата и время</translation>
        </message>
        <message>
            <source>one choice</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>один вариант</translation>
        </message>
        <message>
            <source>several choices</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>несколько вариантов</translation>
        </message>
        <message>
            <source>order of choices</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>порядок вариантов</translation>
        </message>
        <message>
            <source>number on a scale</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>число на шкале</translation>
        </message>
        <message>
            <source>note without an answer</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>пояснение без ответа</translation>
        </message>
        <message>
            <source>tick</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>отметка</translation>
        </message>
        <message>
            <source>barcode</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>штрихкод</translation>
        </message>
        <message>
            <source>place on the map</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>место на карте</translation>
        </message>
        <message>
            <source>line on the map</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>линия на карте</translation>
        </message>
        <message>
            <source>area on the map</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>участок на карте</translation>
        </message>
        <message>
            <source>file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>файл</translation>
        </message>
        <message>
            <source>calculation</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>вычисление</translation>
        </message>
        <message>
            <source>hidden value</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>скрытое значение</translation>
        </message>
        <message>
            <source>kept as it is</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>остаётся как есть</translation>
        </message>
        <message>
            <source>kept, asked in another way</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>остаётся, спрашивается иначе</translation>
        </message>
        <message>
            <source>kept, no longer offered</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>остаётся, больше не предлагается</translation>
        </message>
        <message>
            <source>kept and readable, no longer asked</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>остаётся и читается, больше не спрашивается</translation>
        </message>
        <message>
            <source>%1, version %2</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1, версия %2</translation>
        </message>
    </context>
    <context>
        <name>FormsEntries</name>
        <message>
            <source>Forms</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Формы</translation>
        </message>
        <message>
            <source>Trial</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проба</translation>
        </message>
        <message>
            <source>Compare versions</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сравнить версии</translation>
        </message>
        <message>
            <source>Version of the form</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Версия формы</translation>
        </message>
        <message>
            <source>Versions of the forms in this visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Версии форм этого посещения</translation>
        </message>
    </context>
    <context>
        <name>FormsPage</name>
        <message>
            <source>Bring a form in…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Добавить форму…</translation>
        </message>
        <message>
            <source>Forms are made in Excel as XLSForm. Drop a workbook (.xlsx, .xls) or an XForm (.xml) here.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Формы составляют в Excel по правилам XLSForm. Перетащите сюда таблицу (.xlsx, .xls) или XForm (.xml).</translation>
        </message>
        <message>
            <source>You see what is in it before it is kept. Tables that it reads lie in the same folder.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сначала видно, что внутри, и только потом форма сохраняется. Таблицы, которые она читает, лежат в той же папке.</translation>
        </message>
        <message>
            <source>None yet: you work with the forms of the program.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пока нет: вы работаете с формами программы.</translation>
        </message>
        <message>
            <source>Brought in</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Добавленные</translation>
        </message>
        <message>
            <source>Part of the program</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Часть программы</translation>
        </message>
        <message>
            <source>Which form?</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Какую форму?</translation>
        </message>
        <message>
            <source>“%1” is here now.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Форма «%1» добавлена.</translation>
        </message>
        <message>
            <source>“%1” was here already, in just this version.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Форма «%1» уже была, именно в этой версии.</translation>
        </message>
        <message>
            <source>“%1” was removed.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Форма «%1» убрана.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отменить</translation>
        </message>
    </context>
    <context>
        <name>FoundCard</name>
        <message>
            <source>Being looked at…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Просматривается…</translation>
        </message>
        <message>
            <source>Take %1 off this page</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Убрать %1 с этой страницы</translation>
        </message>
        <message numerus="yes">
            <source>Remarks: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Замечаний: %n</numerusform>
                <numerusform>Замечаний: %n</numerusform>
                <numerusform>Замечаний: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing to complain about</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Замечаний нет</translation>
        </message>
        <message>
            <source>Files it needs: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Нужны файлы: %1</translation>
        </message>
        <message>
            <source>Bring this form in</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Добавить эту форму</translation>
        </message>
        <message>
            <source>Try it</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Попробовать</translation>
        </message>
        <message>
            <source>Refused</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не подходит</translation>
        </message>
    </context>
    <context>
        <name>MovesTable</name>
        <message>
            <source>Question</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Вопрос</translation>
        </message>
        <message>
            <source>Answer</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ответ</translation>
        </message>
        <message>
            <source>What becomes of it</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что с ним будет</translation>
        </message>
        <message>
            <source>different answers stand here</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>здесь стоят разные ответы</translation>
        </message>
    </context>
    <context>
        <name>TrialForm</name>
        <message>
            <source>Nothing is kept in a trial, so there is no history.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В пробе ничего не сохраняется, поэтому истории нет.</translation>
        </message>
    </context>
    <context>
        <name>TrialPage</name>
        <message>
            <source>This is a trial. Nothing that you type is kept, neither in the vault nor on the disk.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Это проба. Ничего из введённого не сохраняется: ни в хранилище, ни на диске.</translation>
        </message>
        <message>
            <source>End the trial</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Закончить пробу</translation>
        </message>
        <message numerus="yes">
            <source>Remarks in this trial: %n. F8 leads from one to the next.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Замечаний в этой пробе: %n. F8 ведёт от одного к другому.</numerusform>
                <numerusform>Замечаний в этой пробе: %n. F8 ведёт от одного к другому.</numerusform>
                <numerusform>Замечаний в этой пробе: %n. F8 ведёт от одного к другому.</numerusform>
            </translation>
        </message>
        <message>
            <source>This was the last section of the trial.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Это был последний раздел пробы.</translation>
        </message>
    </context>
    <context>
        <name>TrialPresenter</name>
        <message>
            <source>Trial: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проба: %1</translation>
        </message>
    </context>
    <context>
        <name>VersionPage</name>
        <message>
            <source>Document</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Документ</translation>
        </message>
        <message>
            <source>Version</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Версия</translation>
        </message>
        <message>
            <source>What becomes of each answer</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что будет с каждым ответом</translation>
        </message>
        <message>
            <source>There is no document for which another version of its form is here.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Нет документа, для формы которого есть другая версия.</translation>
        </message>
        <message>
            <source>Move to this version</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Перевести на эту версию</translation>
        </message>
        <message>
            <source>Back</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Назад</translation>
        </message>
        <message>
            <source>Version of the form</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Версия формы</translation>
        </message>
        <message>
            <source>%1 (now)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1 (сейчас)</translation>
        </message>
        <message>
            <source>These answers were given to questions that the present version does not ask.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Эти ответы даны на вопросы, которых в нынешней версии нет.</translation>
        </message>
        <message>
            <source>Every answer has its question in the present version.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>У каждого ответа есть свой вопрос в нынешней версии.</translation>
        </message>
        <message>
            <source>This visit is finished. Open it again to move its documents.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Это посещение завершено. Откройте его снова, чтобы перевести документы.</translation>
        </message>
        <message>
            <source>Nothing is answered in this document yet.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В этом документе ещё нет ответов.</translation>
        </message>
        <message>
            <source>No answer is dropped. What is no longer asked stays in the history and can be read here.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ни один ответ не пропадёт. То, что больше не спрашивается, остаётся в истории, и его можно прочитать здесь.</translation>
        </message>
        <message>
            <source>%1: filled with version %2 from now on.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1: теперь заполняется по версии %2.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отменить</translation>
        </message>
    </context>
</TS>
