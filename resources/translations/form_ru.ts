<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>AcknowledgeField</name>
        <message>
            <source>Read and understood</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Прочитано и понято</translation>
        </message>
    </context>
    <context>
        <name>AnswerLine</name>
        <message>
            <source>Kept as written. It cannot be counted or compared until it is written in the usual way.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сохранено как написано. Посчитать и сравнить можно будет, когда запись станет обычной.</translation>
        </message>
    </context>
    <context>
        <name>Answers</name>
        <message>
            <source>Not clarified</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не выяснено</translation>
        </message>
        <message>
            <source>Refused to answer</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отказ отвечать</translation>
        </message>
        <message>
            <source>Not asked</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не спрашивали</translation>
        </message>
        <message>
            <source>Not applicable</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Неприменимо</translation>
        </message>
        <message>
            <source>Not allowed to see</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не дали увидеть</translation>
        </message>
        <message>
            <source>Register</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Журнал</translation>
        </message>
        <message>
            <source>Administration</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Администрация</translation>
        </message>
        <message>
            <source>Detained person</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Задержанный</translation>
        </message>
        <message>
            <source>Observation</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Наблюдение</translation>
        </message>
        <message>
            <source>Measurement</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Измерение</translation>
        </message>
        <message>
            <source>Document</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Документ</translation>
        </message>
        <message>
            <source>Yes</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Да</translation>
        </message>
        <message>
            <source>No</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Нет</translation>
        </message>
        <message>
            <source>A file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файл</translation>
        </message>
        <message>
            <source>about %s</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>примерно %s</translation>
        </message>
    </context>
    <context>
        <name>CockpitPage</name>
        <message>
            <source>To look at</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Обратить внимание</translation>
        </message>
        <message>
            <source>Nothing is doubtful so far.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пока ничего сомнительного.</translation>
        </message>
        <message>
            <source>Go on filling</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Заполнять дальше</translation>
        </message>
        <message>
            <source>Check and finish…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверить и завершить…</translation>
        </message>
        <message>
            <source>Sections</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Разделы</translation>
        </message>
        <message>
            <source>Add: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Добавить: %1</translation>
        </message>
        <message>
            <source>Check and finish</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверить и завершить</translation>
        </message>
        <message>
            <source>Visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещение</translation>
        </message>
        <message>
            <source>Visits</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещения</translation>
        </message>
        <message>
            <source>Finished</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Завершено</translation>
        </message>
        <message>
            <source>In work</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В работе</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1 из %2</translation>
        </message>
        <message>
            <source>Invite a colleague…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пригласить коллегу…</translation>
        </message>
        <message>
            <source>Hand over…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Передать…</translation>
        </message>
        <message>
            <source>Look through</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Просмотреть</translation>
        </message>
        <message numerus="yes">
            <source>Answers that differ: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Расходится %n ответ</numerusform>
                <numerusform>Расходятся %n ответа</numerusform>
                <numerusform>Расходятся %n ответов</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DocumentsCard</name>
        <message>
            <source>Cells, interviews, cases</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Камеры, беседы, дела</translation>
        </message>
        <message>
            <source>None yet. Each is added by one press and opens at once.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пока нет. Добавляются одним нажатием и сразу открываются.</translation>
        </message>
        <message>
            <source>Add: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Добавить: %1</translation>
        </message>
        <message>
            <source>More…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ещё…</translation>
        </message>
        <message>
            <source>Documents of this visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Документы этого посещения</translation>
        </message>
    </context>
    <context>
        <name>DocumentsTable</name>
        <message>
            <source>What</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что</translation>
        </message>
        <message>
            <source>Which</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Какой</translation>
        </message>
        <message>
            <source>Answered</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ответов</translation>
        </message>
        <message>
            <source>Remarks</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Замечания</translation>
        </message>
    </context>
    <context>
        <name>FileField</name>
        <message>
            <source>Files cannot be attached yet. Describe in a note (Ctrl+M) what you saw.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файлы пока нельзя приложить. Опишите увиденное в заметке (Ctrl+M).</translation>
        </message>
    </context>
    <context>
        <name>FinishPage</name>
        <message>
            <source>Better put right</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Лучше исправить</translation>
        </message>
        <message>
            <source>Nothing to put right.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Исправлять нечего.</translation>
        </message>
        <message>
            <source>May stay open, with a reason</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Можно оставить, указав причину</translation>
        </message>
        <message>
            <source>Nothing is left open.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ничего не осталось.</translation>
        </message>
        <message>
            <source>Why something is left open</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Почему что-то осталось открытым</translation>
        </message>
        <message>
            <source>For example: no access to the second floor</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Например: не пустили на второй этаж</translation>
        </message>
        <message>
            <source>A word on why helps whoever reads this later. Press again to finish without one.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пара слов о причине поможет тому, кто будет читать. Чтобы завершить без них, нажмите ещё раз.</translation>
        </message>
        <message>
            <source>Back to filling</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Вернуться к заполнению</translation>
        </message>
        <message>
            <source>Open again</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открыть снова</translation>
        </message>
        <message>
            <source>Hand over…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Передать…</translation>
        </message>
        <message>
            <source>Finish the visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Завершить посещение</translation>
        </message>
        <message>
            <source>Why is something left open?</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Почему что-то осталось открытым?</translation>
        </message>
        <message>
            <source>A finished visit can be read and handed over; opening it again leaves a trace.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Завершённое посещение можно читать и передать; повторное открытие оставит след.</translation>
        </message>
        <message>
            <source>Check and finish</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверить и завершить</translation>
        </message>
        <message>
            <source>When you are done here, return to the check.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Закончив здесь, вернитесь к проверке.</translation>
        </message>
        <message>
            <source>Return to the check</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Вернуться к проверке</translation>
        </message>
        <message>
            <source>The visit is finished. The next step is to hand it over.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещение завершено. Следующий шаг — передать его.</translation>
        </message>
    </context>
    <context>
        <name>FormFoot</name>
        <message>
            <source>Back</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Назад</translation>
        </message>
        <message>
            <source>Undo (Ctrl+Z)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отменить (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Redo (Ctrl+Shift+Z)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Вернуть (Ctrl+Shift+Z)</translation>
        </message>
        <message>
            <source>Ctrl+↓ question · 1–9 choose · F8 remark</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ctrl+↓ вопрос · 1–9 выбор · F8 замечание</translation>
        </message>
        <message>
            <source>Next</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Дальше</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1 из %2</translation>
        </message>
        <message>
            <source>To the overview</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>К обзору</translation>
        </message>
        <message>
            <source>Show the questions in another language: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Показать вопросы на другом языке: %1</translation>
        </message>
    </context>
    <context>
        <name>FormPage</name>
        <message>
            <source>Note</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Заметка</translation>
        </message>
        <message>
            <source>Check later</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверить позже</translation>
        </message>
        <message>
            <source>History of this answer</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>История этого ответа</translation>
        </message>
        <message>
            <source>Next remark</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Следующее замечание</translation>
        </message>
        <message>
            <source>Check and finish</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверить и завершить</translation>
        </message>
        <message>
            <source>This visit is finished: it can only be read.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещение завершено: его можно только читать.</translation>
        </message>
        <message>
            <source>To finishing</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>К завершению</translation>
        </message>
        <message>
            <source>The entry was removed; its answers stay in the history.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Запись убрана; её ответы остались в истории.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Show the questions in another language: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Показать вопросы на другом языке: %1</translation>
        </message>
    </context>
    <context>
        <name>FormPresenter</name>
        <message>
            <source>you</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>вы</translation>
        </message>
        <message>
            <source>unknown person</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>неизвестный человек</translation>
        </message>
    </context>
    <context>
        <name>FormWalk</name>
        <message>
            <source>There are no remarks in this document.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В этом документе нет замечаний.</translation>
        </message>
    </context>
    <context>
        <name>HistoryDialog</name>
        <message>
            <source>History</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>История</translation>
        </message>
        <message>
            <source>Earlier values</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Прежние значения</translation>
        </message>
        <message>
            <source>Write this value again</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Записать это значение снова</translation>
        </message>
        <message>
            <source>Close</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Закрыть</translation>
        </message>
        <message>
            <source>Nothing was written here yet.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Здесь ещё ничего не писали.</translation>
        </message>
        <message>
            <source>(blank)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>(пусто)</translation>
        </message>
        <message>
            <source>you</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>вы</translation>
        </message>
        <message>
            <source>unknown person</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>неизвестный человек</translation>
        </message>
        <message>
            <source>stands now</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>стоит сейчас</translation>
        </message>
        <message>
            <source>reason: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>причина: %1</translation>
        </message>
    </context>
    <context>
        <name>HomePage</name>
        <message>
            <source>New visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Новое посещение</translation>
        </message>
        <message>
            <source>Find a visit (Ctrl+F)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Найти посещение (Ctrl+F)</translation>
        </message>
        <message>
            <source>Find a visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Найти посещение</translation>
        </message>
        <message numerus="yes">
            <source>%n more: find them by name</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>ещё %n: найдите его по названию</numerusform>
                <numerusform>ещё %n: найдите их по названию</numerusform>
                <numerusform>ещё %n: найдите их по названию</numerusform>
            </translation>
        </message>
        <message>
            <source>No visit has these words.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещений с такими словами нет.</translation>
        </message>
        <message>
            <source>Need attention</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Требуют внимания</translation>
        </message>
        <message>
            <source>Today</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сегодня</translation>
        </message>
        <message>
            <source>In work</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В работе</translation>
        </message>
        <message>
            <source>Finished</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Завершено</translation>
        </message>
        <message>
            <source>Begin with the first visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Начните с первого посещения</translation>
        </message>
        <message>
            <source>1. Choose the facility and the type of visit.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>1. Выберите учреждение и вид посещения.</translation>
        </message>
        <message>
            <source>2. Fill in what you see and hear. Every answer is kept at once, encrypted on this laptop.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>2. Записывайте увиденное и услышанное. Каждый ответ сразу сохраняется, зашифрованным на этом ноутбуке.</translation>
        </message>
        <message>
            <source>3. Finish, look through what is open, and hand it over as an encrypted file.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>3. Завершите, просмотрите оставшееся и передайте зашифрованным файлом.</translation>
        </message>
        <message>
            <source>Try it on the practice facility</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Попробовать на учебном учреждении</translation>
        </message>
        <message>
            <source>Practice visits are marked everywhere and counted nowhere.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Учебные посещения везде помечены и нигде не учитываются.</translation>
        </message>
    </context>
    <context>
        <name>NewVisitPage</name>
        <message>
            <source>Begin the visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Начать посещение</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Which facility?</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Какое учреждение?</translation>
        </message>
        <message>
            <source>The practice facility comes first: it is invented and counts nowhere.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Первым стоит учебное учреждение: оно вымышлено и нигде не учитывается.</translation>
        </message>
        <message>
            <source>Which type of visit?</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Какой вид посещения?</translation>
        </message>
    </context>
    <context>
        <name>NoteLine</name>
        <message>
            <source>Note</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Заметка</translation>
        </message>
        <message>
            <source>Note: %s</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Заметка: %s</translation>
        </message>
    </context>
    <context>
        <name>PlaceField</name>
        <message>
            <source>Write down coordinates…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Записать координаты…</translation>
        </message>
        <message>
            <source>Latitude, longitude: 42.87, 74.59</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Широта, долгота: 42.87, 74.59</translation>
        </message>
    </context>
    <context>
        <name>RankField</name>
        <message>
            <source>Order</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Порядок</translation>
        </message>
        <message>
            <source>Up</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выше</translation>
        </message>
        <message>
            <source>Down</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ниже</translation>
        </message>
        <message>
            <source>Keep this order</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Оставить такой порядок</translation>
        </message>
        <message>
            <source>Not put in order yet</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Порядок ещё не задан</translation>
        </message>
    </context>
    <context>
        <name>RemarksCard</name>
        <message>
            <source>look at this value</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>проверьте значение</translation>
        </message>
        <message>
            <source>people wrote different things</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>записано по-разному</translation>
        </message>
        <message>
            <source>written in words, cannot be counted</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>записано словами, посчитать нельзя</translation>
        </message>
        <message>
            <source>not answered yet</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>ещё нет ответа</translation>
        </message>
        <message>
            <source>marked to be checked later</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>отмечено «проверить позже»</translation>
        </message>
    </context>
    <context>
        <name>RepeatPanel</name>
        <message>
            <source>Nothing is listed here yet.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Здесь пока ничего нет.</translation>
        </message>
        <message>
            <source>Add</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Добавить</translation>
        </message>
        <message>
            <source>Remove this entry</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Убрать эту запись</translation>
        </message>
    </context>
    <context>
        <name>RowTools</name>
        <message>
            <source>Note (Ctrl+M)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Заметка (Ctrl+M)</translation>
        </message>
        <message>
            <source>Check later (Ctrl+L)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверить позже (Ctrl+L)</translation>
        </message>
        <message>
            <source>History of this answer (Ctrl+H)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>История этого ответа (Ctrl+H)</translation>
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>Type to search</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Начните вводить, чтобы найти</translation>
        </message>
        <message>
            <source>Choices</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Варианты</translation>
        </message>
        <message>
            <source>Chosen: %s</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выбрано: %s</translation>
        </message>
    </context>
    <context>
        <name>SectionList</name>
        <message>
            <source>Sections</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Разделы</translation>
        </message>
        <message>
            <source>done</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>готово</translation>
        </message>
        <message>
            <source>begun</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>начато</translation>
        </message>
        <message>
            <source>has remarks</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>есть замечания</translation>
        </message>
        <message>
            <source>not begun</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>не начато</translation>
        </message>
    </context>
    <context>
        <name>SourceLines</name>
        <message>
            <source>By source:</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>По источнику:</translation>
        </message>
    </context>
    <context>
        <name>TimeField</name>
        <message>
            <source>Now</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сейчас</translation>
        </message>
        <message>
            <source>Today</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сегодня</translation>
        </message>
        <message>
            <source>About</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Примерно</translation>
        </message>
        <message>
            <source>From – to</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>От – до</translation>
        </message>
        <message>
            <source>DD.MM.YYYY</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>ДД.ММ.ГГГГ</translation>
        </message>
        <message>
            <source>HH:MM</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>ЧЧ:ММ</translation>
        </message>
        <message>
            <source>DD.MM.YYYY HH:MM</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>ДД.ММ.ГГГГ ЧЧ:ММ</translation>
        </message>
        <message>
            <source>End of the range</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Конец промежутка</translation>
        </message>
    </context>
    <context>
        <name>UnsettledPanel</name>
        <message>
            <source>People wrote different things here. Both are kept.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Здесь записано по-разному. Сохранено всё.</translation>
        </message>
        <message>
            <source>Compare and decide…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сравнить и решить…</translation>
        </message>
    </context>
    <context>
        <name>VisitCard</name>
        <message>
            <source>No facility chosen</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Учреждение не выбрано</translation>
        </message>
        <message>
            <source>Practice</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Учебное</translation>
        </message>
        <message numerus="yes">
            <source>%n to settle</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n нужно решить</numerusform>
                <numerusform>%n нужно решить</numerusform>
                <numerusform>%n нужно решить</numerusform>
            </translation>
        </message>
        <message>
            <source>Finished</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Завершено</translation>
        </message>
        <message>
            <source>In work</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В работе</translation>
        </message>
        <message>
            <source>%1 % filled</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>заполнено %1 %</translation>
        </message>
    </context>
    <context>
        <name>VisitEntries</name>
        <message>
            <source>Visits</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещения</translation>
        </message>
        <message>
            <source>New visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Новое посещение</translation>
        </message>
        <message>
            <source>Visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещение</translation>
        </message>
        <message>
            <source>Form</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Анкета</translation>
        </message>
        <message>
            <source>Check and finish</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверить и завершить</translation>
        </message>
    </context>
    <context>
        <name>NoAnswerButton</name>
        <message>
            <source>No answer</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Нет ответа</translation>
        </message>
        <message>
            <source>Not clarified, refused, not asked, not applicable, not allowed to see: Ctrl+1 to 5</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не выяснено, отказ, не спрашивали, неприменимо, не дали увидеть: Ctrl+1 … 5</translation>
        </message>
    </context>
    <context>
        <name>SurplusCard</name>
        <message>
            <source>They can go</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Их можно убрать</translation>
        </message>
        <message numerus="yes">
            <source>Entries with answers beyond the count: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Сверх указанного числа есть %n запись с ответами</numerusform>
                <numerusform>Сверх указанного числа есть %n записи с ответами</numerusform>
                <numerusform>Сверх указанного числа есть %n записей с ответами</numerusform>
            </translation>
        </message>
        <message>
            <source>They are kept. If the count was wrong, correct it, and they stand here again.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Они сохранены. Если число неверно, исправьте его, и они снова появятся здесь.</translation>
        </message>
    </context>
</TS>
